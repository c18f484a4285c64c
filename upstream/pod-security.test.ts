import { podSecurityLevel } from './pod-security';

const tight = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
  capabilities: { drop: ['ALL'] },
};
const pod = (container: object, spec: object = {}) => ({ containers: [{ name: 'web', ...container }], ...spec });

test("a pod that gives up everything passes `restricted`, by its own context or by the pod's", () => {
  expect(podSecurityLevel(pod({ securityContext: tight }))).toBe('restricted');
  const { runAsNonRoot, seccompProfile, ...own } = tight;
  expect(podSecurityLevel(pod({ securityContext: own }, { securityContext: { runAsNonRoot, seccompProfile } }))).toBe(
    'restricted',
  );
});

test.each([
  [{}],
  [{ securityContext: { ...tight, runAsUser: 0 } }],
  [{ securityContext: { ...tight, capabilities: { drop: ['ALL'], add: ['CHOWN'] } } }],
  [{ securityContext: { ...tight, capabilities: {} } }],
])('%j passes no more than `baseline`', container => {
  expect(podSecurityLevel(pod(container))).toBe('baseline');
});

test.each([
  [{ securityContext: { privileged: true } }, {}],
  [{ securityContext: { capabilities: { add: ['NET_ADMIN'] } } }, {}],
  [{ ports: [{ containerPort: 80, hostPort: 80 }] }, {}],
  [{ securityContext: tight }, { hostNetwork: true }],
  [{ securityContext: tight }, { hostPID: true }],
  [{ securityContext: tight }, { volumes: [{ name: 'dev', hostPath: { path: '/dev' } }] }],
  [{ securityContext: tight }, { securityContext: { sysctls: [{ name: 'net.core.somaxconn' }] } }],
])('%j with %j needs `privileged`', (container, spec) => {
  expect(podSecurityLevel(pod(container, spec))).toBe('privileged');
});
