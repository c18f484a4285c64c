import { isDnsSubdomain } from '../model/dns-name';
import type { HttpRequest } from '../policy/input';
import { UsageError } from './exit-codes';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

/** `GET /path` or `GET https://host/path`, as a client sends it (RFC 9112 §3). @throws UsageError */
export function parseRequest(text: string): HttpRequest {
  const accepted = "write `--http 'GET /path'` or `--http 'GET https://host/path'`";
  const [, written = '', scheme, host, path = scheme === undefined ? '' : '/'] =
    /^\s*([^\s/]+)\s+(?:(https?:\/\/)([^/\s]*))?(\/\S*)?\s*$/.exec(text) ?? [];
  const method = methods.includes(written.toUpperCase()) ? written.toUpperCase() : written;
  if (written === '') throw new UsageError(`\`${text}\` is not an HTTP request with a method and a path; ${accepted}`);
  if (!/^[A-Z][A-Z-]*$/.test(method)) throw new UsageError(`\`${method}\` is not an HTTP method; ${accepted}`);
  if (path === '') throw new UsageError(`the request \`${text}\` has no path that begins with \`/\`; ${accepted}`);
  if (!/^\/[!-"$-~]*$/.test(path))
    throw new UsageError(
      `\`${path}\` is not the path of a request: other characters than printable ASCII, and \`#\`, are sent as \`%XX\``,
    );
  if (host !== undefined && !isAuthority(host)) throw new UsageError(`\`${host}\` is not a host; ${accepted}`);
  return { method, path, ...(host !== undefined && { host }) };
}

/** A host with or without a port; addresses of IPv6 are in brackets. */
function isAuthority(text: string): boolean {
  const [, bracketed, name, port] = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  return (bracketed !== undefined || isDnsSubdomain(name?.toLowerCase() ?? '')) && Number(port ?? 1) <= 65_535;
}

/** The name of a lookup, or of a TLS server: no wildcard and no address. @throws UsageError */
export function parseName(option: 'dns' | 'sni', text: string): string {
  const name = text.replace(/\.$/, '').toLowerCase();
  // Service records and the like have labels that begin with `_`.
  const isName = isDnsSubdomain(option === 'dns' ? name.replaceAll(/(^|\.)_/g, '$1') : name);
  if (!isName || /^[\d.]+$/.test(name))
    throw new UsageError(`\`${text}\` is not a DNS name; write \`--${option} api.example.com\``);
  return text;
}
