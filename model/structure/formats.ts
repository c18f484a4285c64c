import { parseAddress, parseCidr } from '../cidr';
import { isQuantity } from '../quantity';

interface Format {
  readonly allowed: string;
  accepts(text: string): boolean;
}

/**
 * The formats that the API server validates (kubernetes 1.36 apiextensions-apiserver pkg/apiserver/validation/formats.go,
 * kube-openapi pkg/validation/strfmt), apart from those of numbers and those that no CRD uses (`isbn`, `ssn` …).
 * Others it ignores, and so does this table. `quantity` is ours, for Kubernetes' own kinds.
 */
export const formats: Readonly<Record<string, Format>> = {
  ipv4: { allowed: 'an IPv4 address, such as `192.0.2.1`', accepts: text => isAddress(text) && text.includes('.') },
  ipv6: { allowed: 'an IPv6 address, such as `2001:db8::1`', accepts: text => isAddress(text) && text.includes(':') },
  cidr: { allowed: 'an address block, such as `192.0.2.0/24`', accepts: isBlock },
  quantity: { allowed: 'a quantity, such as `500m`, `1.5`, `128Mi` or `1G`', accepts: isQuantity },
  date: { allowed: 'a date, such as `2026-01-31`', accepts: isDate },
  'date-time': { allowed: 'a time as in RFC 3339, such as `2026-01-31T12:00:00Z`', accepts: isDateTime },
  datetime: { allowed: 'a time as in RFC 3339, such as `2026-01-31T12:00:00Z`', accepts: isDateTime },
  duration: { allowed: 'a duration, such as `1h30m`', accepts: isDuration },
  byte: { allowed: 'base64', accepts: isBase64 },
  uri: { allowed: 'a URI, such as `https://example.org`', accepts: isRequestUri },
  email: { allowed: 'an e-mail address', accepts: text => /[^@\s]@[^@\s]+(?:>\s*)?$/.test(text) },
  mac: { allowed: 'a MAC address, such as `00:00:5e:00:53:01`', accepts: isMac },
  uuid: { allowed: 'a UUID', accepts: text => uuid.test(text) },
  'k8s-short-name': {
    allowed: 'at most 63 lower-case letters, digits and dashes',
    accepts: text => text.length <= 63 && dnsLabel.test(text),
  },
  'k8s-long-name': {
    allowed: 'at most 253 lower-case letters, digits, dashes and dots',
    accepts: text => text.length <= 253 && text.split('.').every(part => dnsLabel.test(part)),
  },
};

const uuid = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Leading zeros are read as decimal, as Go did before 1.17. */
const withoutZeros = (text: string) => text.replaceAll(/(^|\.)0+(?=\d)/g, '$1');

const isAddress = (text: string) => parseAddress(withoutZeros(text)) !== undefined;

function isBlock(text: string): boolean {
  const [host = '', length = ''] = text.split('/');
  return (
    parseCidr(`${withoutZeros(host)}/${length.replace(/^0+(?=\d)/, '')}`) !== undefined && text.split('/').length === 2
  );
}

function isDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return year !== '' && !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

function isDateTime(text: string): boolean {
  const [, date = '', hour = '', minute = '', second = ''] =
    /^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  return isDate(date) && hour <= '23' && minute <= '59' && second <= '59';
}

/** Go's form, `1h30m`, or a number and the name of a unit. */
function isDuration(text: string): boolean {
  return (
    /^[+-]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(text) ||
    /\d+\s*(?:ns|nano|us|µs|micro|ms|milli|s|sec|m|min|h|hr|hour|d|day|w|wk|week)/i.test(text)
  );
}

function isBase64(text: string): boolean {
  const digits = text.replaceAll(/[\r\n]/g, '');
  return digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits);
}

/** What Go's `url.ParseRequestURI` takes: an absolute URI or an absolute path. */
function isRequestUri(text: string): boolean {
  if (/[\p{Cc} ]/u.test(text) || /%(?![0-9a-f]{2})/i.test(text)) return false;
  return text.startsWith('/') || text === '*' || /^[a-z][a-z0-9+.-]*:./i.test(text);
}

function isMac(text: string): boolean {
  return (
    /^(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}(?:(?:[0-9a-f]{2}\1){2}|(?:[0-9a-f]{2}\1){14})?[0-9a-f]{2}$/i.test(
      text,
    ) || /^(?:[0-9a-f]{4}\.){2}(?:(?:[0-9a-f]{4}\.)|(?:[0-9a-f]{4}\.){7})?[0-9a-f]{4}$/i.test(text)
  );
}
