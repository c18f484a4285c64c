import { postfix } from '../../constructs/tracing-conditions';
import type { RuntimePolicy } from './policy';

export const cryptoMiner: RuntimePolicy = {
  name: 'crypto-miner',
  detects: 'a known crypto-miner being executed',
  severity: 'critical',
  controls: {
    attack: ['T1496'],
    cis: [],
    nist: ['CM-7(2)', 'CM-11', 'SI-3', 'SI-4'],
    pci: ['5.2', '11.5.1'],
  },
  expectedFrom: [],
  limitations: 'a miner under another name',
  traces: [
    {
      scope: 'everything',
      hooks: {
        lsmhooks: {
          bprm_check_security: [
            {
              where: {
                binary: postfix(
                  '/xmrig',
                  '/xmr-stak',
                  '/minerd',
                  '/cpuminer',
                  '/ethminer',
                  '/t-rex',
                  '/nbminer',
                  '/lolminer',
                ),
              },
              response: 'refuse',
            },
          ],
        },
      },
    },
  ],
};
