/** A port as a policy writes it. */
export type ParsedPort = { readonly name: string } | { readonly number: number };

/** An IANA service name of at most 15 characters: then the port is a name, even `0x50` (cilium 1.20 pkg/iana). */
export function isServiceName(text: string): boolean {
  return text.length <= 15 && /^[a-zA-Z0-9-]*$/.test(text) && /[a-zA-Z]/.test(text) && !/^-|-$|--/.test(text);
}

/** A name in lower case, or a number of 0–65535 where a leading 0 means octal (Go's strconv.ParseUint with base 0). */
export function parsePort(text: string): ParsedPort | undefined {
  if (isServiceName(text)) return { name: text.toLowerCase() };
  if (!/^\d+(_\d+)*$/.test(text)) return undefined;
  const digits = text.replaceAll('_', '');
  if (digits.length > 1 && digits.startsWith('0') && /[89]/.test(digits)) return undefined;
  const number = Number.parseInt(digits, digits.startsWith('0') ? 8 : 10);
  return number <= 65_535 ? { number } : undefined;
}

/** Protocols of port rules (cilium 1.20 pkg/policy/api/l4.go); those without ports take only port 0. */
export const protocolsWithPorts = ['TCP', 'UDP', 'SCTP', 'ANY'] as const;
export const protocolsWithoutPorts = ['VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH'] as const;
/** Those that cilium 1.19 does not know. */
export const protocolsOf120 = ['GRE', 'IPIP', 'IPV6', 'ESP', 'AH'] as const;

/** An absent protocol and `ANY` mean these three, never ICMP. */
export const anyProtocol = ['TCP', 'UDP', 'SCTP'] as const;

export function parseProtocol(text: string | undefined): string | undefined {
  const protocol = (text || 'ANY').toUpperCase();
  return [...protocolsWithPorts, ...protocolsWithoutPorts].some(known => known === protocol) ? protocol : undefined;
}
