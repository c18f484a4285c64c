import { spawnSync } from 'node:child_process';
import { installed } from '../test/tool';
import { healthChecks } from './argocd-health';

/** Argo CD runs Lua 5.1; the checks use nothing in which later versions differ. */
const lua = installed('lua5.1', 'lua', 'lua5.4');

/** JSON as a Lua expression. */
function toLua(value: unknown): string {
  if (Array.isArray(value)) return `{ ${value.map(toLua).join(', ')} }`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `[${JSON.stringify(key)}] = ${toLua(inner)}`)
    .join(', ')} }`;
}

function healthOf(kind: string, object: object): string {
  const program = `obj = ${toLua(object)}
local function check()
${healthChecks[kind]}end
local health = check()
io.write(health.status, ": ", health.message)`;
  const { stdout, stderr } = spawnSync(lua!, ['-'], { input: program, encoding: 'utf8' });
  return stdout || stderr;
}

const conditions = (...pairs: [type: string, status: string][]) => ({
  status: { conditions: pairs.map(([type, status]) => ({ type, status, message: `${type} is ${status}` })) },
});

const application = 'argoproj.io_Application';
const pool = 'cilium.io_CiliumLoadBalancerIPPool';
const policy = 'cilium.io_CiliumNetworkPolicy';

const inLua = lua === undefined ? describe.skip : describe;

inLua(`health checks${lua === undefined ? ' (no Lua interpreter here)' : ''}`, () => {
  test.each([
    ['a new Application is in progress', application, {}, 'Progressing: '],
    [
      'an Application is as healthy as its objects',
      application,
      { status: { health: { status: 'Degraded', message: 'no image' }, operationState: { phase: 'Failed' } } },
      'Degraded: no image',
    ],
    [
      'a healthy Application that syncs again holds up the next wave',
      application,
      { status: { health: { status: 'Healthy' }, operationState: { phase: 'Running' } } },
      'Progressing: ',
    ],
    ['a pool waits for the operator', pool, {}, 'Progressing: no controller has written a status yet'],
    ['a pool without conflict serves', pool, conditions(['cilium.io/PoolConflict', 'False']), 'Healthy: '],
    [
      'a pool that overlaps another does not',
      pool,
      conditions(['cilium.io/IPsTotal', 'Unknown'], ['cilium.io/PoolConflict', 'True']),
      'Degraded: cilium.io/PoolConflict is True',
    ],
    [
      'BGP without a matching node is degraded',
      'cilium.io_CiliumBGPClusterConfig',
      conditions(['cilium.io/MissingPeerConfigs', 'False'], ['cilium.io/NoMatchingNode', 'True']),
      'Degraded: cilium.io/NoMatchingNode is True',
    ],
    [
      'a policy that Cilium refuses protects nothing',
      policy,
      conditions(['Valid', 'False']),
      'Degraded: Valid is False',
    ],
    [
      'a policy without a status does not hold up the sync',
      policy,
      {},
      'Healthy: no controller has written a status yet',
    ],
  ])('%s', (_, kind, object, expected) => {
    expect(healthOf(kind, object)).toBe(expected);
  });

  test.each(Object.keys(healthChecks))('%s runs', kind => {
    expect(healthOf(kind, {})).toMatch(/^(Healthy|Progressing): /);
  });
});
