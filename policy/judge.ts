import { type CompiledDirection, type Entry, entryAllows } from './compile';
import { type Decision, decide, type PortLookup } from './decide';
import { type FlowEndpoint, portKey } from './endpoints';
import type { Flow } from './input';
import { judgeRequest } from './proxy';
import type { Direction } from './rules';
import { combine, type DirectionVerdict, type Verdict } from './verdict';

/** Both ends' verdicts on a flow between them. */
export function judge(from: FlowEndpoint, to: FlowEndpoint, flow: Flow): Verdict {
  return combine(judgeDirection(from, to, 'egress', flow), judgeDirection(from, to, 'ingress', flow));
}

/** Undefined where the side whose policy would be asked is not an endpoint: Cilium enforces nothing there. */
export function judgeDirection(
  from: FlowEndpoint,
  to: FlowEndpoint,
  direction: Direction,
  flow: Flow,
): DirectionVerdict | undefined {
  const policy = (direction === 'egress' ? from : to).policy;
  if (policy === undefined) return undefined;
  if (policy.conflict !== undefined)
    return {
      verdict: 'undecidable',
      because: 'conflict',
      rules: policy.conflict.rules,
      reason: policy.conflict.message,
    };
  const compiled = policy[direction];
  if (!compiled.enforced) return { verdict: 'allowed', because: 'no-policy', rules: [] };
  const peer = (direction === 'egress' ? to : from).peer;
  const named = portLookup(to, direction);
  return weighUnsure(compiled.entries, entries =>
    answer(compiled, decide(entries, peer, flow.protocol.toUpperCase(), flow.port, named), flow),
  );
}

/** Egress knows the ports of the destination's identity, ingress those of the very endpoint. */
export function portLookup(to: FlowEndpoint, direction: Direction): PortLookup {
  const ports = direction === 'egress' ? to.peer.namedPorts : to.ownPorts;
  return (name, protocol) => ports.get(portKey(name, protocol));
}

/** With entries that may or may not match, only an answer that is the same either way is one. */
function weighUnsure(
  entries: readonly Entry[],
  ask: (entries: readonly Entry[]) => DirectionVerdict,
): DirectionVerdict {
  const whole = ask(entries);
  if (entries.every(entry => entry.unsure === undefined)) return whole;
  const without = (drop: (entry: Entry) => boolean) =>
    ask(entries.filter(entry => entry.unsure === undefined || !drop(entry)));
  const others = [without(() => true), without(entryAllows), without(entry => !entryAllows(entry))];
  if (others.every(other => summary(other) === summary(whole))) return whole;
  const reasons = new Set(entries.flatMap(entry => entry.unsure ?? []));
  return { verdict: 'undecidable', because: 'unknown', rules: whole.rules, reason: [...reasons].join(', ') };
}

const summary = ({ verdict, proxied, authentication }: DirectionVerdict) =>
  JSON.stringify([verdict, proxied, authentication]);

function answer(compiled: CompiledDirection, decision: Decision, flow: Flow): DirectionVerdict {
  const { verdict, entry, authentication } = decision;
  if (entry === undefined)
    return compiled.defaultDeny.length === 0
      ? { verdict, because: 'enforcement', rules: [] }
      : { verdict, because: 'default-deny', rules: compiled.defaultDeny };
  if (typeof entry.origin === 'string') return { verdict, because: entry.origin, rules: [] };
  const proxied = judgeRequest(decision, flow);
  return {
    verdict,
    because: 'rules',
    rules: entry.origin,
    ...(proxied && { proxied }),
    ...(authentication && { authentication }),
  };
}
