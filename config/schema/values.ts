import { z } from 'zod';
import { isDnsLabel, isDnsSubdomain, isDomain } from '../../model/dns-name';
import { text } from './form';

/** Values that several sections of the cluster file share. */

export const dnsLabel = text({
  title: 'a DNS label of lower-case letters, digits and `-`, at most 63',
  example: 'leaf-a',
  pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
  accepts: isDnsLabel,
});

export const domain = text({
  title: 'a lower-case DNS domain',
  example: 'lab.example.net',
  pattern: /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/,
  accepts: isDomain,
});

export const secretName = text({
  title: 'the name of a Kubernetes Secret',
  example: 'bgp-auth',
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  accepts: isDnsSubdomain,
}).describe('Name of a Secret that you create yourself; the bootstrap runbook lists the command.');

export const interfaceName = z
  .string()
  .min(1)
  .describe('Regular expression on the name of the network interface, e.g. `^eth0$`.');

export const labels = z.record(z.string(), z.string()).describe('Kubernetes labels, all of which must match.');

export const asn = z.int().min(1).max(4294967295).describe('BGP autonomous system number.');
