import type { Flow, Settings } from './input';
import { protocolsWithoutPorts } from './ports';
import { everyRange, listedProtocols, type OpenRange } from './ranges';
import { combine, type DirectionVerdict, type Verdict } from './verdict';

/** What becomes of a verdict under settings that no policy sees. */
export function underSettings(verdict: Verdict, flow: Flow, settings: Settings): Verdict {
  const change = (direction: DirectionVerdict | undefined) => direction && changed(direction, flow, settings);
  const { egress, ingress } = verdict;
  const result = combine(change(egress), change(ingress));
  return isAudited(result, settings) ? { ...result, isAudited: true } : result;
}

function changed(direction: DirectionVerdict, flow: Flow, settings: Settings): DirectionVerdict {
  if (!isCarried(flow.protocol.toUpperCase(), settings)) return { verdict: 'denied', because: 'protocol', rules: [] };
  const [unsupported] = settings.unsupported;
  if (unsupported !== undefined)
    return { ...direction, verdict: 'undecidable', because: 'unknown', reason: unsupported.message };
  if (direction.verdict === 'allowed' && direction.authentication === 'required' && !settings.authentication)
    return { ...direction, verdict: 'denied', because: 'authentication' };
  return direction;
}

/** What becomes of the ranges that one end's policy opens. */
export function rangesUnder(ranges: readonly OpenRange[], settings: Settings): readonly OpenRange[] {
  const [unsupported] = settings.unsupported;
  if (unsupported !== undefined)
    return carriedRanges(
      everyRange({ state: 'undecidable', limits: [{ kind: 'unknown', only: [unsupported.message] }] }),
      settings,
    );
  return carriedRanges(ranges, settings).filter(({ state }) => state !== 'authenticated' || settings.authentication);
}

/** The ranges of protocols that Cilium carries at all. */
export const carriedRanges = (ranges: readonly OpenRange[], settings: Settings): readonly OpenRange[] =>
  ranges.filter(({ protocol }) => isCarried(protocol, settings));

/** Of those that listings are made of. */
export const carriedProtocols = (settings: Settings): readonly string[] =>
  listedProtocols.filter(protocol => isCarried(protocol, settings));

/** Connection tracking drops protocols that it does not know (cilium 1.19.7 bpf/lib/conntrack.h). */
function isCarried(protocol: string, { sctp, extendedProtocols }: Settings): boolean {
  if (protocol === 'SCTP') return sctp;
  return extendedProtocols || !protocolsWithoutPorts.some(each => each === protocol);
}

/** Denials of the proxy, and of what is not carried, are no matter of policy maps: audit mode does not lift them. */
function isAudited({ egress, ingress }: Verdict, { auditMode }: Settings): boolean {
  const denied = [egress, ingress].filter(direction => direction?.verdict === 'denied');
  const isOfPolicy = (direction: DirectionVerdict | undefined) =>
    direction?.because === 'rules' || direction?.because === 'default-deny' || direction?.because === 'enforcement';
  return auditMode && denied.length > 0 && denied.every(isOfPolicy);
}
