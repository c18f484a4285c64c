import { RE2JS } from 're2js';
import type { Graph } from '../graph/graph';
import type { Connection } from '../graph/workload';
import { matchesName } from '../policy/fqdn';
import type { Flow } from '../policy/input';
import type { Direction } from '../policy/rules';

/** The part of a flow that L7 rules of a connection restrict. */
export type Request = Pick<Flow, 'http' | 'dns'>;

/** Requests and queries that connections admit, and others that differ from them slightly. */
export function requestsOf({ connections }: Graph): {
  readonly ingress: readonly Request[];
  readonly egress: readonly Request[];
} {
  const http = connections.flatMap(connection => connection.http ?? []);
  const methods = [...new Set([...http.map(({ method }) => method), 'DELETE'])];
  const paths = [
    ...new Set(['/', ...http.flatMap(({ path }) => samples(path)).flatMap(path => [path, `/x${path}`, `${path}/x`])]),
  ];
  const names = connections.flatMap(connection => connection.dns ?? []).map(pattern => pattern.replaceAll('*', 'any'));
  return {
    ingress: methods.flatMap(method => paths.map(path => ({ http: { method, path } }))),
    egress: [...new Set(['elsewhere.example', ...names.flatMap(name => [name, `any.${name}`])])].map(dns => ({ dns })),
  };
}

/** Texts that match a pattern: its groups that may be left out are in or out, and what repeats is there or not. */
export function samples(pattern: string): string[] {
  const forms = [pattern.replace(/\(([^()]*)\)\?/g, '$1'), pattern.replace(/\(([^()]*)\)\?/g, '')];
  const texts = forms.flatMap(form => ['', 'any'].map(text => form.replaceAll('.*', text).replace(/\\(.)/g, '$1')));
  const matching = [...new Set(texts)].filter(text => RE2JS.matches(pattern, text));
  if (matching.length === 0) throw new Error(`cannot make a text that matches \`${pattern}\``);
  return matching;
}

/** Whether one of the connections, all of which have L7 rules, admits a request. */
export function admits(connections: readonly Connection[], direction: Direction, { http, dns }: Request): boolean {
  return connections.some(connection =>
    direction === 'egress'
      ? connection.dns!.some(matchPattern => matchesName({ matchPattern }, dns!))
      : connection.http!.some(
          ({ method, path }) => RE2JS.matches(method, http!.method) && RE2JS.matches(path, http!.path),
        ),
  );
}
