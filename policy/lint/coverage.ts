import type { PolicyRule, PortMatch } from '../rules';

/** Whether every peer of a rule is one of the other's, told by how they are written. */
export function coversPeers(other: PolicyRule, rule: PolicyRule): boolean {
  if (other.peers === undefined || rule.peers === undefined) return false;
  if (other.peers.length === 0) return other.ports.length > 0;
  if (other.peers.some(({ selector }) => selector.wide === 'all')) return true;
  const keys = new Set(other.peers.map(({ selector }) => selector.key));
  return rule.peers.length > 0 && rule.peers.every(({ selector }) => keys.has(selector.key));
}

/** Whether a port match takes in every port of another; no ports at all take in everything. */
export function coversPort(matches: readonly PortMatch[] | undefined, match: PortMatch): boolean {
  return (
    matches === undefined ||
    matches.some(other => {
      if (other.protocol !== match.protocol) return false;
      if (other.name !== undefined || match.name !== undefined) return other.name === match.name;
      return (
        other.port === 0 ||
        (match.port >= other.port && Math.max(match.port, match.endPort) <= Math.max(other.port, other.endPort))
      );
    })
  );
}

/** The ports of a rule as one list, undefined where it is for every port. */
export function portsOf(rule: PolicyRule): readonly PortMatch[] | undefined {
  return rule.ports.length === 0 ? undefined : rule.ports.flatMap(({ ports }) => ports);
}
