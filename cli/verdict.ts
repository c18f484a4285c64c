import { formatJson, plain } from '../model/escape';
import { formatPath } from '../model/yaml';
import { considerRules } from '../policy/explain';
import type { Flow } from '../policy/input';
import type { RuleRef } from '../policy/rules';
import { suggest } from '../policy/suggest';
import { outcome, type Verdict } from '../policy/verdict';
import { type Cluster, isIncomplete, loadCluster } from './cluster';
import type { VerdictInput } from './commands/verdict';
import { parseEndpoint, parseTarget } from './endpoints';
import { EXIT } from './exit-codes';
import { colourOf, paint, print } from './output';
import { parseName, parseRequest } from './request';
import { describeVerdict } from './verdict-text';

/** Answers one question; exit 0 allowed, 2 denied, 3 undecidable. */
export async function verdict({ values, positionals: [from = '', to = ''] }: VerdictInput): Promise<number> {
  const request = {
    ...(values.http !== undefined && { http: parseRequest(values.http) }),
    ...(values.dns !== undefined && { dns: parseName('dns', values.dns) }),
    ...(values.sni !== undefined && { sni: parseName('sni', values.sni) }),
  };
  const cluster = loadCluster(values);
  const [source, { notations, port, protocol }] = [parseEndpoint(from, cluster), parseTarget(to, cluster)];
  const answers = source.notations.flatMap(one =>
    notations.map(other => {
      const flow: Flow = { from: one, to: other, port, protocol, ...request };
      return { flow, verdict: cluster.engine.judge(flow) };
    }),
  );
  const verdicts = [...new Set(answers.map(answer => answer.verdict.verdict))];
  const decision = verdicts.length === 1 && !isIncomplete(cluster) ? verdicts[0]! : 'undecidable';
  const isExplained = values.explain === true;
  if (values.format === 'json') {
    const sides = answers.map(({ flow, verdict }) => ({ ...flow, ...asJson(cluster, flow, verdict, isExplained) }));
    print(formatJson({ from, to, verdict: decision, answers: sides }));
  } else {
    print(`${paint(decision, colourOf[decision])}  ${plain(`${from} → ${to}`)}`);
    if (isIncomplete(cluster)) print('  some of the manifests could not be read; without them the answer would be:');
    if (verdicts.length > 1)
      print('  a pod in the host network is `host` to its own node and `remote-node` to the others');
    for (const { flow, verdict } of answers) {
      if (answers.length > 1 || isIncomplete(cluster))
        print(`  ${plain(`${flow.from} → ${flow.to}: ${verdict.verdict}`)}`);
      print(describeVerdict(cluster.engine, flow, verdict, isExplained));
    }
  }
  return decision === 'allowed' ? EXIT.ok : decision === 'denied' ? EXIT.denied : EXIT.findings;
}

function asJson({ engine }: Cluster, flow: Flow, verdict: Verdict, explain: boolean): object {
  const [from, to] = [engine.endpoint(flow.from), engine.endpoint(flow.to)];
  const side = (direction: 'egress' | 'ingress') => {
    const answer = verdict[direction];
    if (answer === undefined) return null;
    const considered = considerRules(from, to, direction, flow, answer).map(({ ref, ...rest }) => ({
      ...rest,
      ...refAsJson(ref),
    }));
    return {
      ...answer,
      outcome: outcome(answer),
      rules: answer.rules.map(refAsJson),
      ...(explain ? { considered, suggestion: suggest(from, to, direction, flow, answer).join('\n') } : {}),
    };
  };
  return { verdict: verdict.verdict, egress: side('egress'), ingress: side('ingress') };
}

function refAsJson({ manifest, path }: RuleRef): object {
  const { kind, metadata } = manifest.object;
  const { namespace, name } = metadata;
  return { kind, namespace, name, file: manifest.file, line: manifest.lineOf(path), path: formatPath(path) };
}
