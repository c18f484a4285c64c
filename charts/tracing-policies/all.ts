import { bpfLoad } from './bpf-load';
import { capabilityGained } from './capability-gained';
import { containerDrift } from './container-drift';
import { criSocket } from './cri-socket';
import { cryptoMiner } from './crypto-miner';
import { egressPublic } from './egress-public';
import { filelessExec } from './fileless-exec';
import { kernelModuleLoad } from './kernel-module-load';
import { metadataService } from './metadata-service';
import { mount } from './mount';
import { namespaceEscape } from './namespace-escape';
import { otherPodsSecrets } from './other-pods-secrets';
import type { RuntimePolicy } from './policy';
import { privilegeEscalation } from './privilege-escalation';
import { processExecAudit } from './process-exec-audit';
import { ptrace } from './ptrace';
import { rawSockets } from './raw-sockets';
import { reverseShell } from './reverse-shell';
import { sensitiveFileRead } from './sensitive-file-read';
import { sensitiveFileWrite } from './sensitive-file-write';
import { ssh } from './ssh';

/** The runtime set: processes and files, then privilege and the kernel, the network, and what malware does. */
export const runtimePolicySet: readonly RuntimePolicy[] = [
  processExecAudit,
  sensitiveFileRead,
  criSocket,
  sensitiveFileWrite,
  privilegeEscalation,
  capabilityGained,
  namespaceEscape,
  kernelModuleLoad,
  bpfLoad,
  ptrace,
  mount,
  rawSockets,
  egressPublic,
  ssh,
  metadataService,
  cryptoMiner,
  containerDrift,
  filelessExec,
  reverseShell,
  otherPodsSecrets,
];
