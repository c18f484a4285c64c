import type { Framework } from './framework';

export const pci: Framework = {
  tag: 'pci-dss-4.0.1',
  name: 'PCI DSS',
  version: '4.0.1',
  caveat: 'An assessor decides what is in scope. The mappings are a judgement.',
  controls: {
    '1.2.5': { title: 'Services, protocols and ports are known' },
    '1.3.1': { title: 'Traffic into the environment is restricted' },
    '1.3.2': { title: 'Traffic out of the environment is restricted' },
    '2.2.4': { title: 'Only what is needed is there' },
    '3.5.1': { title: 'Account numbers are unreadable where they are kept', gap: 'the application’s own matter' },
    '4.2.1': { title: 'Cryptography on open networks', gap: 'traffic to outside the cluster, which TLS protects' },
    '5.2': { title: 'Malicious software is found', gap: 'software that carries no known name' },
    '6.3.3': { title: 'Known vulnerabilities are fixed', gap: 'nothing here scans images' },
    '7.2.5': { title: 'Accounts of systems have the least rights', gap: 'rights in the API: RBAC' },
    '8.6': { title: 'Accounts of applications are managed', gap: 'rotation of Secrets' },
    '10.2.1': { title: 'Audit logs are on' },
    '10.2.1.2': { title: 'What administrators do is logged' },
    '10.3.2': { title: 'Audit logs are protected from change', gap: 'records stay on the node: send them elsewhere' },
    '10.5.1': { title: 'Audit logs are kept for a year', gap: 'the files on the node rotate: send them elsewhere' },
    '10.7.2': {
      title: 'Controls that fail are noticed',
      gap: 'alerts on policies that do not load, and on lost events',
    },
    '11.3.1': { title: 'Vulnerability scans', gap: 'nothing here scans' },
    '11.5.1': { title: 'Intrusions are detected' },
    '11.5.1.1': { title: 'Covert channels of malware are detected' },
    '11.5.2': { title: 'Changes of critical files are detected' },
  },
};
