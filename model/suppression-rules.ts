import type { Rule } from './rule';

const pod = (annotation: string, image = 'registry.test/web:latest') => `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  annotations:
    infraflux.dev/ignore: "${annotation}"
spec:
  containers: [{ name: web, image: "${image}" }]
`;

const right = pod('no-floating-versions: the image is rebuilt every night');

/** What can be wrong with a suppression; every command that knows suppressions reports these. */
export const suppressionRules = {
  withoutReason: {
    code: 'ignore-without-reason',
    severity: 'error',
    title: 'A suppression without a reason',
    why: 'The next reader has to know why the finding is acceptable, and until when. Without a reason the finding is reported as before.',
    wrong: pod('no-floating-versions'),
    right,
  },
  expired: {
    code: 'ignore-expired',
    severity: 'error',
    title: 'A suppression whose date has passed',
    why: 'The finding is accepted until that date. After that day the finding is reported again, together with this one.',
    wrong: pod('no-floating-versions: until the first release is tagged (until 2020-03-31)'),
    right: pod('no-floating-versions: until the first release is tagged (until 9999-12-31)'),
  },
  invalidDate: {
    code: 'ignore-invalid-date',
    severity: 'error',
    title: 'A suppression with a date that does not exist',
    why: 'A date that cannot be read never passes, so the suppression would never end. It has no effect until the date is correct.',
    wrong: pod('no-floating-versions: until the first release is tagged (until 2027-02-30)'),
    right: pod('no-floating-versions: until the first release is tagged (until 9999-12-31)'),
  },
  unknown: {
    code: 'ignore-unknown-code',
    severity: 'error',
    title: 'A suppression of a code that does not exist',
    why: 'A misspelt code suppresses nothing, and a code that a later version renames would silently stop working.',
    wrong: pod('no-floating-version: the image is rebuilt every night'),
    right,
  },
  refused: {
    code: 'ignore-rejected',
    severity: 'error',
    title: 'A suppression of something that Cilium or the API server rejects',
    why: 'No decision in a file makes a cluster accept an invalid object. A baseline can carry such findings for a repository that starts with them.',
    wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata:
  name: web
  namespace: shop
  annotations:
    infraflux.dev/ignore: "fqdn-name: the wildcard worked before"
spec:
  endpointSelector: {}
  egress:
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }]
      toPorts: [{ ports: [{ port: "53", protocol: ANY }], rules: { dns: [{ matchPattern: "*" }] } }]
    - toFQDNs: [{ matchName: "*.example.net" }]
`,
    right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }]
      toPorts: [{ ports: [{ port: "53", protocol: ANY }], rules: { dns: [{ matchPattern: "*" }] } }]
    - toFQDNs: [{ matchPattern: "*.example.net" }]
`,
  },
  unused: {
    code: 'ignore-unused',
    severity: 'note',
    title: 'A suppression that suppresses nothing',
    why: 'The finding is fixed, or the suppression is in the wrong place. Left behind, it would hide the next finding of the same code.',
    wrong: pod('no-floating-versions: the image is rebuilt every night', 'registry.test/web:1.4.2'),
    right,
  },
} satisfies Record<string, Omit<Rule<never>, 'find'>>;
