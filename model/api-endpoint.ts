import { type Address, parseAddress } from './cidr';
import { isHostName } from './dns-name';

/** Where a Kubernetes API answers. */
export interface ApiEndpoint {
  /** `https://192.168.10.10:6443`, as it was written. */
  readonly text: string;
  /** Address or DNS name. */
  readonly host: string;
  /** The host, where it is an address. */
  readonly address?: Address;
  /** 1–65535 */
  readonly port: number;
}

/** Parses `https://HOST:PORT`; undefined for anything else: no path, no user, no default port. */
export function parseApiEndpoint(text: string): ApiEndpoint | undefined {
  const [, host = '', digits = ''] = /^https:\/\/([^/:@]+):([1-9]\d{0,4})$/.exec(text) ?? [];
  const port = Number(digits);
  const address = parseAddress(host);
  if (port < 1 || port > 65535 || (address === undefined && !isHostName(host))) return undefined;
  return { text, host, address, port };
}
