/** RFC 1035 §2.3.4, in characters of the written name. */
export const longestName = 253;

const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const labelForm = new RegExp(`^${label}$`);
const nameForm = new RegExp(`^${label}(\\.${label})*$`);

/** A DNS label of RFC 1123 in lower case, as Kubernetes wants for the names of namespaces: `leaf-a`. */
export function isDnsLabel(text: string): boolean {
  return labelForm.test(text);
}

/** A DNS subdomain of RFC 1123 in lower case, as Kubernetes wants for the names of most objects: `a.b`, `10`. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= longestName && nameForm.test(text);
}

/** The name of most objects: unlike DNS, Kubernetes does not limit a label (apimachinery pkg/util/validation). */
export function isObjectName(text: string): boolean {
  return text.length <= longestName && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text);
}

/** The name of a machine or a domain: a DNS subdomain whose last label has a letter first, so that no address is one. */
export function isHostName(text: string): boolean {
  return isDnsSubdomain(text) && /(^|\.)[a-z][^.]*$/.test(text);
}

/** `lab.example.net`: a host name of at least two labels. */
export function isDomain(text: string): boolean {
  return isHostName(text) && text.includes('.');
}

/** `a.b.c` is in the domains `a.b.c`, `b.c` and `c`. */
export function isInDomain(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}
