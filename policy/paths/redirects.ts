import { recordOf, recordsOf, selectorOf, textOf } from '../../model/fields';
import { type LabelSelector, selects } from '../../model/label-selector';
import { groupOf, type Manifest } from '../../model/manifest';
import type { Endpoint, Settings } from '../input';
import { cidrsContain } from './addresses';
import { type FrontService, serviceName } from './services';

/** A CiliumLocalRedirectPolicy: connections to a Service or an address go to pods of the client's own node. */
export interface LocalRedirect {
  readonly name: string;
  readonly namespace: string;
  /** `namespace/name` of the Service, or the address. */
  readonly service?: string;
  readonly address?: string;
  /** The ports that are redirected; all of the Service where empty. */
  readonly ports: readonly RedirectPort[];
  readonly backend: LabelSelector;
  readonly backendPorts: readonly RedirectPort[];
  readonly skipsBackend: boolean;
}

interface RedirectPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
}

/** Those that have an effect: the feature is on, or nothing is known of it. */
export function readRedirects(manifests: readonly Manifest[], settings: Settings): LocalRedirect[] {
  if (settings.localRedirect === false) return [];
  return manifests
    .filter(({ object }) => object.kind === 'CiliumLocalRedirectPolicy' && groupOf(object) === 'cilium.io')
    .map(({ object }) => {
      const { name, namespace = 'default' } = object.metadata;
      const frontend = recordOf(object, 'spec', 'redirectFrontend');
      const service = textOf(frontend, 'serviceMatcher', 'serviceName');
      const address = textOf(frontend, 'addressMatcher', 'ip');
      const matcher = recordOf(frontend, service === undefined ? 'addressMatcher' : 'serviceMatcher');
      const backend = recordOf(object, 'spec', 'redirectBackend');
      return {
        name,
        namespace,
        ...(service !== undefined && { service: `${namespace}/${service}` }),
        ...(address !== undefined && { address }),
        ports: recordsOf(matcher, 'toPorts').flatMap(readPort),
        backend: selectorOf(backend.localEndpointSelector),
        backendPorts: recordsOf(backend, 'toPorts').flatMap(readPort),
        skipsBackend: recordOf(object, 'spec').skipRedirectFromBackend === true,
      };
    })
    .filter(({ address }) => address === undefined || mayRedirect(address, settings));
}

const mayRedirect = (address: string, { localRedirectCidrs }: Settings) =>
  localRedirectCidrs.length === 0 || cidrsContain(localRedirectCidrs, address);

function readPort(written: Record<string, unknown>): RedirectPort[] {
  const port = Number(textOf(written, 'port') ?? written.port);
  const name = textOf(written, 'name')?.toLowerCase();
  const protocol = (textOf(written, 'protocol') ?? 'TCP').toUpperCase();
  return Number.isInteger(port) ? [{ port, protocol, ...(name && { name }) }] : [];
}

/** The redirect of a Service's port, or of an address's, for one client. */
export function redirectFor(
  redirects: readonly LocalRedirect[],
  to: { readonly service?: FrontService; readonly address?: string; readonly port: number; readonly protocol: string },
  client: Endpoint | undefined,
): { readonly redirect: LocalRedirect; readonly port: number } | undefined {
  for (const redirect of redirects) {
    const isMeant =
      redirect.address === undefined
        ? to.service !== undefined && redirect.service === serviceName(to.service)
        : redirect.address === to.address;
    if (!isMeant || (redirect.skipsBackend && client !== undefined && isBackend(redirect, client))) continue;
    const port = backendPort(redirect, to);
    if (port !== undefined) return { redirect, port };
  }
  return undefined;
}

/** Pods of the policy's own namespace. */
export const isBackend = ({ namespace, backend }: LocalRedirect, endpoint: Endpoint) =>
  endpoint.reserved === undefined && endpoint.namespace === namespace && selects(backend, endpoint.labels ?? {});

/** The only port of the backend, else the one of the same name; names come from the policy, or from the Service. */
function backendPort(
  { ports, backendPorts }: LocalRedirect,
  to: { readonly service?: FrontService; readonly port: number; readonly protocol: string },
): number | undefined {
  const isAsked = (each: RedirectPort) => each.port === to.port && each.protocol === to.protocol;
  const front = ports.find(isAsked) ?? (ports.length === 0 ? to.service?.ports.find(isAsked) : undefined);
  if (front === undefined) return undefined;
  const candidates = backendPorts.filter(({ protocol }) => protocol === to.protocol);
  const named = candidates.find(({ name }) => name !== undefined && name === front.name?.toLowerCase());
  return (named ?? (backendPorts.length === 1 ? candidates[0] : undefined))?.port;
}
