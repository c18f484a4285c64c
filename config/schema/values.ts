import { z } from 'zod';
import { parseAddress, parseCidr } from '../../model/cidr';

/** Values that several sections of the cluster file share. The messages say what is allowed, with an example. */

export const dnsLabel = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    'a DNS label such as `leaf-a`: lower-case letters, digits and `-`, at most 63',
  );

export const domain = z
  .string()
  .regex(
    /^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z][-a-z0-9]*[a-z0-9]$/,
    'a lower-case DNS domain such as `lab.example.net`',
  );

export const ipv4 = z.ipv4('an IPv4 address such as `192.168.10.5`');

export const cidr = z.cidrv4('an IPv4 CIDR such as `10.244.0.0/16`');

export const secretName = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'the name of a Kubernetes Secret such as `bgp-auth`')
  .describe('Name of a Secret that you create yourself; the bootstrap runbook lists the command.');

export const interfaceName = z
  .string()
  .min(1)
  .describe('Regular expression on the name of the network interface, e.g. `^eth0$`.');

export const labels = z.record(z.string(), z.string()).describe('Kubernetes labels, all of which must match.');

export const asn = z.int().min(1).max(4294967295).describe('BGP autonomous system number.');

const blockForm = 'an IPv4 CIDR or range such as `192.168.10.200-192.168.10.219`';

/** `10.0.0.0/28`, or `10.0.0.10-10.0.0.20` with both ends included. */
export const addressBlock = z
  .string()
  .regex(/^[\d.]+(\/\d+|-[\d.]+)$/, { message: blockForm, abort: true })
  .refine(text => (text.includes('-') ? text.split('-').every(isAddress) : parseCidr(text) !== undefined), blockForm)
  .describe('IPv4 CIDR, or first and last address with `-` between them.');

function isAddress(text: string): boolean {
  return parseAddress(text) !== undefined;
}
