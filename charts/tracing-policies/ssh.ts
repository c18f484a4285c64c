import { destinationPort, postfix, sourcePort } from '../../constructs/tracing-conditions';
import type { RuntimePolicy } from './policy';

/** Nothing on Talos serves SSH, and no container needs to. Git over SSH is reported, never refused. */
export const ssh: RuntimePolicy = {
  name: 'ssh',
  detects: 'an SSH server or client being started in a pod',
  severity: 'medium',
  controls: {
    attack: ['T1021.004', 'T1098.004'],
    cis: [],
    nist: ['AC-17', 'CM-7'],
    pci: ['1.2.5', '2.2.4'],
  },
  expectedFrom: ['argocd'],
  traces: [
    {
      scope: 'pods',
      hooks: {
        lsmhooks: {
          bprm_check_security: [
            { where: { binary: postfix('/sshd', '/dropbear') }, response: 'refuse' },
            { where: { binary: postfix('/ssh') } },
          ],
        },
      },
    },
    {
      suffix: 'connection',
      detects: 'an SSH connection from a pod, or a pod that listens for one',
      scope: 'pods',
      hooks: {
        kprobes: {
          tcp_connect: [{ where: { sock: destinationPort(22, 2222) } }],
          inet_csk_listen_start: [{ where: { sock: sourcePort(22) } }],
        },
      },
    },
    {
      suffix: 'host',
      detects: 'a host that listens for SSH, which Talos does not have',
      scope: 'host',
      hooks: { kprobes: { inet_csk_listen_start: [{ where: { sock: sourcePort(22) } }] } },
    },
  ],
};
