import type { Framework } from './framework';

/** Numbers of 1.12; from 5.2.9 on they differ from those of 1.11 (`kube-bench cfg/cis-1.12`). */
export const cis: Framework = {
  tag: 'cis-1.12',
  name: 'CIS Kubernetes Benchmark',
  version: '1.12',
  caveat:
    'Its checks look at configuration. Events support them and pass none; run a benchmark tool for the checks themselves.',
  controls: {
    '1.1': {
      title: 'Files of the control plane',
      gap: 'ownership and modes: Talos has no other users, and no shell to change them',
    },
    '1.1.13-1.1.21': { title: 'Credentials and keys of the control plane', gap: 'ownership and modes of the files' },
    '3.2.1': { title: 'An audit policy exists', gap: 'the API server’s own audit log, which Talos configures' },
    '3.2.2': { title: 'The audit policy covers what matters', gap: 'requests to the API: its audit log' },
    '4.1': {
      title: 'Files of the nodes',
      gap: 'ownership and modes: Talos has no other users, and no shell to change them',
    },
    '4.1.5': { title: 'The kubelet’s credentials', gap: 'mode of the file' },
    '5.1.1': { title: 'cluster-admin only where needed', gap: 'role bindings: review RBAC' },
    '5.1.2': { title: 'Few may read Secrets', gap: 'roles that may read them through the API' },
    '5.1.6': { title: 'Tokens only where needed', gap: '`automountServiceAccountToken` of your own pods' },
    '5.2.1': { title: 'Some admission control is active', gap: 'namespaces that you create yourself' },
    '5.2.2': { title: 'Privileged containers' },
    '5.2.3': { title: 'Containers in the host’s process namespace' },
    '5.2.4': { title: 'Containers in the host’s IPC namespace' },
    '5.2.5': { title: 'Containers in the host’s network' },
    '5.2.6': { title: 'Privilege escalation' },
    '5.2.7': { title: 'Containers that run as root' },
    '5.2.8': { title: 'Containers with NET_RAW' },
    '5.2.9': { title: 'Containers with capabilities' },
    '5.2.11': { title: 'hostPath volumes' },
    '5.3.1': { title: 'The network plugin enforces policies' },
    '5.3.2': { title: 'Every namespace has policies' },
    '5.4.1': { title: 'Secrets as files', gap: 'environment variables of your own pods' },
    '5.5.1': { title: 'Provenance of images', gap: 'nothing here verifies signatures: add an admission policy' },
    '5.6.2': { title: 'A seccomp profile', gap: 'namespaces whose level is not `restricted`' },
    '5.6.3': { title: 'A security context for pods', gap: 'your own pods below the level `restricted`' },
  },
};
