import { type AddressRange, parseAddress, parseCidr, parseRange } from '../../model/cidr';
import { type Form, form, type Refusal } from './form';

const octet = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const dotted = `${octet}(\\.${octet}){3}`;
const prefixLength = '/(3[0-2]|[12]?\\d)';

export const ipv4 = form({
  title: 'an IPv4 address',
  example: '192.168.10.5',
  pattern: new RegExp(`^${dotted}$`),
  parse: parseAddress,
  refuse: [onlyIPv4],
});

const cidrForm = {
  title: 'an IPv4 CIDR',
  example: '10.244.0.0/16',
  pattern: new RegExp(`^${dotted}${prefixLength}$`),
  parse: parseCidr,
  misread: bareAddress,
  refuse: [onlyIPv4],
} satisfies Form<NonNullable<ReturnType<typeof parseCidr>>>;

export const cidr = form(cidrForm);

/** `10.0.0.0/28`, or `10.0.0.10-10.0.0.20` with both ends included. */
export const addressBlock = form({
  title: 'an IPv4 CIDR or range',
  example: '192.168.10.200-192.168.10.219',
  pattern: new RegExp(`^${dotted}(${prefixLength}|-${dotted})$`),
  parse: parseRange,
  misread: text => bareAddress(text) ?? invertedRange(text),
  refuse: [onlyIPv4],
}).describe('IPv4 CIDR, or first and last address with `-` between them.');

function onlyIPv4({ family }: AddressRange): Refusal | undefined {
  return family === 4
    ? undefined
    : { because: 'InfraFlux supports IPv4 only, and this is IPv6', repair: 'write the IPv4 address or network' };
}

function bareAddress(text: string): Refusal | undefined {
  const address = parseAddress(text);
  if (address === undefined) return undefined;
  return {
    because: 'it is an address without a prefix length',
    repair: `write \`${text}/${address.length}\` for this address alone`,
  };
}

function invertedRange(text: string): Refusal | undefined {
  const inverted = text.split('-').reverse().join('-');
  return parseRange(inverted) === undefined
    ? undefined
    : { because: 'the range ends before it starts', repair: `did you mean \`${inverted}\`?` };
}
