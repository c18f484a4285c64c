import { contains } from '../../model/cidr';
import type { PeerSelector } from '../peers';
import type { PolicyRule, PortMatch } from '../rules';
import { subsumes } from '../subsumption';

/** Whether every peer of a rule is one of the other's, whatever runs. */
export function coversPeers(other: PolicyRule, rule: PolicyRule): boolean {
  if (other.peers === undefined || rule.peers === undefined) return false;
  if (other.peers.length === 0) return other.ports.length > 0;
  const wider = other.peers.map(({ selector }) => selector);
  if (wider.some(({ wide }) => wide === 'all')) return true;
  return rule.peers.length > 0 && rule.peers.every(({ selector }) => wider.some(each => coversPeer(each, selector)));
}

function coversPeer(wide: PeerSelector, narrow: PeerSelector): boolean {
  if (wide.unsure !== undefined) return false;
  if (wide.key === narrow.key) return true;
  if (wide.terms && narrow.terms) return subsumes(wide.terms, narrow.terms);
  return (
    wide.cidr !== undefined && narrow.cidr !== undefined && wide.isWhole === true && contains(wide.cidr, narrow.cidr)
  );
}

/** Whether a port match takes in every port of another; no ports at all take in everything. */
export function coversPort(matches: readonly PortMatch[] | undefined, match: PortMatch): boolean {
  return (
    matches === undefined ||
    matches.some(other => {
      if (other.protocol !== match.protocol) return false;
      if (other.name === undefined && other.port === 0) return true;
      if (other.name !== undefined || match.name !== undefined) return other.name === match.name;
      return match.port >= other.port && Math.max(match.port, match.endPort) <= Math.max(other.port, other.endPort);
    })
  );
}

/** The ports of a rule as one list, undefined where it is for every port. */
export function portsOf(rule: PolicyRule): readonly PortMatch[] | undefined {
  return rule.ports.length === 0 ? undefined : rule.ports.flatMap(({ ports }) => ports);
}
