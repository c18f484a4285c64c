/**
 * Health checks in Lua for kinds that Argo CD has none for: `obj` is the object, and the result has `status` and
 * `message` (`argo-cd 3.5 docs/operator-manual/health.md`). Without them, waves do not
 * wait: an object of an unknown kind is healthy at once.
 */

/** A condition with this status means that the object does not work. */
type BadConditions = Readonly<Record<string, 'True' | 'False'>>;

/** By group and kind. Condition names: `cilium 1.19 pkg/k8s/apis/cilium.io/v2`. */
export const healthChecks: Readonly<Record<string, string>> = {
  'argoproj.io_Application': applicationHealth(),
  'cilium.io_CiliumLoadBalancerIPPool': conditionHealth('Progressing', { 'cilium.io/PoolConflict': 'True' }),
  'cilium.io_CiliumBGPClusterConfig': conditionHealth('Progressing', {
    'cilium.io/ConflictingClusterConfig': 'True',
    'cilium.io/MissingPeerConfigs': 'True',
    'cilium.io/NoMatchingNode': 'True',
  }),
  'cilium.io_CiliumBGPPeerConfig': conditionHealth('Progressing', { 'cilium.io/MissingAuthSecret': 'True' }),
  'cilium.io_CiliumNetworkPolicy': conditionHealth('Healthy', { Valid: 'False' }),
  'cilium.io_CiliumClusterwideNetworkPolicy': conditionHealth('Healthy', { Valid: 'False' }),
};

/** A running operation counts as progressing, whatever the state of the objects: the next wave has to wait. */
function applicationHealth(): string {
  return `local health = { status = "Progressing", message = "" }
local status = obj.status
if status == nil or status.health == nil then return health end
if status.operationState ~= nil and status.operationState.phase == "Running" then return health end
health.status = status.health.status
health.message = status.health.message or ""
return health
`;
}

/** `unknown` is the answer until a controller has written a status. */
function conditionHealth(unknown: 'Healthy' | 'Progressing', bad: BadConditions): string {
  const table = Object.entries(bad).map(([type, status]) => `["${type}"] = "${status}"`);
  return `local bad = { ${table.join(', ')} }
if obj.status == nil or obj.status.conditions == nil then
  return { status = "${unknown}", message = "no controller has written a status yet" }
end
for _, condition in ipairs(obj.status.conditions) do
  if bad[condition.type] == condition.status then
    return { status = "Degraded", message = condition.message or condition.type }
  end
end
return { status = "Healthy", message = "" }
`;
}
