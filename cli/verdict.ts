import { parseArgs } from 'node:util';
import { formatPath } from '../model/yaml';
import { considerRules } from '../policy/explain';
import type { Flow, HttpRequest } from '../policy/input';
import type { RuleRef } from '../policy/rules';
import { suggest } from '../policy/suggest';
import { outcome, type Verdict } from '../policy/verdict';
import { type Cluster, loadCluster, sourceOptions } from './cluster';
import { parseEnd, parseTarget } from './endpoints';
import { EXIT, UsageError } from './exit-codes';
import { describeVerdict } from './verdict-text';

/** Answers one question; exit 0 allowed, 2 denied, 3 undecidable. */
export async function verdict(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...sourceOptions,
      http: { type: 'string' },
      dns: { type: 'string' },
      sni: { type: 'string' },
      explain: { type: 'boolean' },
    },
  });
  const [from, to, ...rest] = positionals;
  if (from === undefined || to === undefined || rest.length > 0) throw new UsageError('two ends are needed');
  const cluster = loadCluster(values);
  const [source, target] = [parseEnd(from, cluster), parseTarget(to, cluster)];
  const base = {
    port: target.port,
    protocol: target.protocol,
    ...(values.http === undefined ? {} : { http: parseRequest(values.http) }),
    ...(values.dns === undefined ? {} : { dns: values.dns }),
    ...(values.sni === undefined ? {} : { sni: values.sni }),
  };
  const answers = source.notations.flatMap(one =>
    target.notations.map(other => {
      const flow: Flow = { from: one, to: other, ...base };
      return { flow, verdict: cluster.engine.judge(flow) };
    }),
  );
  const whole = [...new Set(answers.map(answer => answer.verdict.verdict))];
  const decision = whole.length === 1 ? whole[0]! : 'undecidable';
  if (values.json)
    console.log(
      JSON.stringify(
        {
          from,
          to,
          verdict: decision,
          answers: answers.map(({ flow, verdict }) => ({
            ...flow,
            ...asJson(cluster, flow, verdict, values.explain === true),
          })),
        },
        null,
        2,
      ),
    );
  else {
    console.log(`${decision}  ${from} → ${to}`);
    if (whole.length > 1)
      console.log('  a pod in the host network is `host` to its own node and `remote-node` to the others');
    for (const { flow, verdict } of answers) {
      if (answers.length > 1) console.log(`  ${flow.from} → ${flow.to}: ${verdict.verdict}`);
      console.log(describeVerdict(cluster.engine, flow, verdict, values.explain === true));
    }
  }
  return decision === 'allowed' ? EXIT.ok : decision === 'denied' ? EXIT.denied : EXIT.findings;
}

/** `GET /path`, `GET https://host/path`; a path alone is asked for with GET. */
function parseRequest(text: string): HttpRequest {
  const [, method = 'GET', host, path = '/'] =
    /^(?:([A-Za-z]+)\s+)?(?:https?:\/\/([^/\s]+))?(\/\S*)?$/.exec(text.trim()) ?? [];
  if (text.trim() === '') throw new UsageError("a request is written `--http 'GET /path'`");
  return { method: method.toUpperCase(), path, ...(host === undefined ? {} : { host }) };
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
