import { readRepository } from '../repository/repository';
import { changesBetween } from './compare';

const repositoryOf = (spec: string) =>
  readRepository(
    new Map([
      [
        'shop.yaml',
        `apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: db, namespace: shop }
spec: { endpointSelector: {}, ${spec} }
`,
      ],
    ]),
  );

const ports = '[{ ports: [{ port: "443", protocol: TCP }]';
const web = `toEntities: [world], toPorts: ${ports}`;

test.each([
  [
    'half the Internet',
    'ingress: [{ fromCIDR: [10.0.0.0/8] }]',
    'ingress: [{ fromCIDR: [0.0.0.0/1] }]',
    ['exposing: + 0.0.0.0/1 except 10.0.0.0/8 → shop/db: all'],
  ],
  [
    'an exception less',
    'egress: [{ toCIDRSet: [{ cidr: 0.0.0.0/0, except: [1.1.1.0/24, 10.0.0.0/8] }] }]',
    'egress: [{ toCIDRSet: [{ cidr: 0.0.0.0/0, except: [10.0.0.0/8] }] }]',
    ['exposing: + shop/db → 1.1.1.0/24: all'],
  ],
  [
    'private networks are not the Internet',
    'egress: [{ toCIDR: [10.0.0.0/8] }]',
    'egress: [{ toCIDR: [10.0.0.0/8, 192.168.0.0/16, "fd00::/8"] }]',
    ['watch: + shop/db → 192.168.0.0/16, fd00::/8: all'],
  ],
  [
    'every name',
    'egress: [{ toFQDNs: [{ matchName: api.example.com }] }]',
    'egress: [{ toFQDNs: [{ matchPattern: "**" }] }]',
    ['exposing: + shop/db → every name except api.example.com: all'],
  ],
  [
    'a domain is not every name',
    'egress: [{ toFQDNs: [{ matchName: api.example.com }] }]',
    'egress: [{ toFQDNs: [{ matchPattern: "*.example.com" }] }]',
    ['watch: + shop/db → *.example.com except api.example.com: all'],
  ],
  [
    'L7 rules that go',
    `egress: [{ ${web}, rules: { http: [{ method: GET }] } }] }]`,
    `egress: [{ ${web} }] }]`,
    ['exposing: + shop/db → world: TCP 443'],
  ],
  [
    'L7 rules that come',
    `egress: [{ ${web} }] }]`,
    `egress: [{ ${web}, rules: { http: [{ method: GET }] } }] }]`,
    ['disruptive: - shop/db → world: TCP 443'],
  ],
  [
    'what closes exposes nothing',
    'ingress: [{ fromEntities: [world] }]',
    'ingress: [{ fromCIDR: [10.0.0.0/8] }]',
    ['disruptive: - world except 10.0.0.0/8 → shop/db: all'],
  ],
])('the world in a diff: %s', (_, before, after, expected) => {
  const changes = changesBetween(repositoryOf(before), repositoryOf(after));
  expect(
    changes.filter(({ topic }) => topic === 'connection').map(({ level, message }) => `${level}: ${message}`),
  ).toEqual(expected);
});
