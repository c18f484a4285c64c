import { z } from 'zod';
import { isDnsLabel, isDnsSubdomain, isDomain } from '../../model/dns-name';
import { isInterfaceName } from '../../model/interface-name';
import { isLabelKey, isLabelValue } from '../../model/label';
import { re2Fault } from '../../model/re2';
import { text } from './form';

/** Values that several sections of the cluster file share. */

/** Kubernetes and Cilium keep counts and times in 32 bits with a sign. */
export const largestInt32 = 2_147_483_647;

export const dnsLabel = text({
  title: 'a DNS label of lower-case letters, digits and `-`, at most 63 long',
  example: 'leaf-a',
  pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
  accepts: isDnsLabel,
});

const domainForm = {
  title: 'a lower-case DNS domain whose labels are at most 63 long',
  example: 'lab.example.net',
  pattern: /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/,
  accepts: isDomain,
};

export const domain = text(domainForm);

/** What is left of 253 characters (RFC 1035) below one more label, for which external-dns keeps `_edns.cname-…` too. */
const longestParent = 253 - '_edns.cname-'.length - 64;

/** A domain that names are made below. */
export const parentDomain = text({
  ...domainForm,
  refuse: [
    written =>
      written.length > longestParent
        ? {
            because: `names below it would exceed the 253 characters of DNS`,
            repair: `choose a domain of at most ${longestParent} characters`,
          }
        : undefined,
  ],
});

export const secretName = text({
  title: 'the name of a Kubernetes Secret, a DNS subdomain in lower case',
  example: 'bgp-auth',
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  accepts: isDnsSubdomain,
}).describe('Name of a Secret that you create yourself; the bootstrap runbook lists the command.');

export const interfacePattern = text({
  title: 'an RE2 expression on the name of a network interface',
  example: '^en.*',
  accepts: written => written !== '' && re2Fault(written) === undefined,
  misread: written =>
    written === ''
      ? undefined
      : {
          because: `RE2 does not take it: ${re2Fault(written)}`,
          repair: 'correct it; `*` alone is a shell pattern, `.*` matches anything',
        },
}).describe('Regular expression (RE2) on the name of the network interface, such as `^eth0$`.');

export const interfaceName = text({
  title: 'the name of a network interface, at most 15 characters without blanks, `/` and `:`',
  example: 'eth0',
  pattern: /^[^\s/:]{1,15}$/,
  accepts: isInterfaceName,
});

const labelKey = text({
  title: 'a label key, at most 63 letters, digits, `-`, `_` and `.` after an optional DNS prefix and `/`',
  example: 'kubernetes.io/os',
  accepts: isLabelKey,
});

const labelValue = text({
  title: 'a label value, at most 63 letters, digits, `-`, `_` and `.`',
  example: 'linux',
  pattern: /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
  accepts: isLabelValue,
});

export const labels = z.record(labelKey, labelValue).describe('Kubernetes labels, all of which must match.');

export const asn = z.int().min(1).max(4294967295).describe('BGP autonomous system number.');
