import { formatJson, plain } from '../model/escape';
import { formatPath } from '../model/yaml';
import type { Engine } from '../policy/engine';
import { considerRules } from '../policy/explain';
import type { Flow } from '../policy/input';
import { egressFrom } from '../policy/paths/foreign-paths';
import { judgePath, type Path } from '../policy/paths/path';
import { pathsTo } from '../policy/paths/paths';
import type { RuleRef } from '../policy/rules';
import { type SourceOf, suggest } from '../policy/suggest';
import { outcome, type Verdict } from '../policy/verdict';
import { aroundOf, unknownSource } from './around';
import { type Cluster, isIncomplete, loadCluster } from './cluster';
import type { VerdictInput } from './commands/verdict';
import { parseEndpoint, parseTarget, sourceNotations } from './endpoints';
import { EXIT } from './exit-codes';
import { generatedFrom } from './generated-from';
import { colourOf, paint, print } from './output';
import { describePath } from './path-text';
import { parseName, parseRequest } from './request';

/** Answers one question; exit 0 allowed, 2 denied, 3 undecidable. */
export async function verdict({ values, positionals: [from = '', to = ''] }: VerdictInput): Promise<number> {
  const request = {
    ...(values.http !== undefined && { http: parseRequest(values.http) }),
    ...(values.dns !== undefined && { dns: parseName('dns', values.dns) }),
    ...(values.sni !== undefined && { sni: parseName('sni', values.sni) }),
  };
  const cluster = loadCluster(values);
  const around = aroundOf(cluster);
  const [source, target] = [parseEndpoint(from, cluster, around), parseTarget(to, cluster, around)];
  const { port, protocol, destination } = target;
  const answers = sourceNotations(source, cluster, around).flatMap(one =>
    pathsTo(one, destination, { port, protocol, ...request }, around).map(path => {
      const lost = unknownSource(source.destination, around);
      const known = lost === undefined ? path : { ...path, unknown: lost };
      const whole = source.destination.kind === 'foreign' ? egressFrom(source.destination, known, around) : known;
      return { path: whole, ...judgePath(whole, cluster.engine) };
    }),
  );
  const verdicts = [...new Set(answers.map(answer => answer.verdict))];
  const [only = 'undecidable'] = verdicts;
  const decision = verdicts.length === 1 && !isIncomplete(cluster) ? only : 'undecidable';
  const isExplained = values.explain === true;
  if (values.format === 'json')
    print(
      formatJson({
        from,
        to,
        verdict: decision,
        answers: answers.flatMap(answer => pathAsJson(cluster, answer, isExplained)),
      }),
    );
  else {
    print(`${paint(decision, colourOf[decision])}  ${plain(`${from} → ${to}`)}`);
    if (isIncomplete(cluster)) print('  some of the manifests could not be read; without them the answer would be:');
    if (verdicts.length > 1 && answers.length > 1) print(`  ${whyTheyDiffer(answers)}`);
    for (const answer of answers)
      print(describePath(cluster, answer, answers.length > 1 || isIncomplete(cluster), isExplained));
  }
  return decision === 'allowed' ? EXIT.ok : decision === 'denied' ? EXIT.denied : EXIT.findings;
}

/** One way, and what becomes of it. */
export interface PathAnswer {
  readonly path: Path;
  readonly verdict: Verdict['verdict'];
  readonly legs: readonly Verdict[];
}

const isNode = (notation: string) => /^(entity:)?(host|remote-node|kube-apiserver)(:|$)/.test(notation);

function whyTheyDiffer(answers: readonly PathAnswer[]): string {
  const ends = answers.flatMap(({ path }) => path.legs.flatMap(({ flow }) => [flow.from, flow.to]));
  return ends.some(isNode)
    ? 'a node, and a pod in its host network, is `host` to its own pods and `remote-node` to all others'
    : 'it depends on the way that the connection takes';
}

function pathAsJson(cluster: Cluster, { path, legs }: PathAnswer, explain: boolean): object[] {
  const { hops, unknown, fails } = path;
  const way = {
    ...(hops.length > 0 && { hops }),
    ...(unknown !== undefined && { reason: unknown }),
    ...(fails !== undefined && { reason: fails }),
  };
  const sourceOf = generatedFrom(cluster.source);
  if (legs.length === 0) return [{ verdict: fails === undefined ? 'undecidable' : 'denied', ...way }];
  return path.legs.flatMap(({ flow, only, engine = cluster.engine }, index) => {
    const verdict = legs[index];
    return verdict === undefined
      ? []
      : [{ ...flow, ...(only && { only }), ...way, ...asJson(engine, sourceOf, flow, verdict, explain) }];
  });
}

function asJson(engine: Engine, sourceOf: SourceOf, flow: Flow, verdict: Verdict, explain: boolean): object {
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
      ...(explain ? { considered, suggestion: suggest(from, to, direction, flow, answer, sourceOf).join('\n') } : {}),
    };
  };
  const audited = verdict.isAudited === true ? { audited: true } : {};
  return { verdict: verdict.verdict, ...audited, egress: side('egress'), ingress: side('ingress') };
}

function refAsJson({ manifest, path }: RuleRef): object {
  const { kind, metadata } = manifest.object;
  const { namespace, name } = metadata;
  return { kind, namespace, name, file: manifest.file, line: manifest.lineOf(path), path: formatPath(path) };
}
