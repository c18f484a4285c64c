import { createHash } from 'node:crypto';

/** Words by which authors say that a value is not the real one. */
const exampleWords =
  /example|placeholder|redacted|change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|with|this)|(?:^|[^a-z])(?:your|insert|dummy|fake|sample|todo|fixme|tbd|masked|omitted|hidden|removed|truncated|not[-_ ]?(?:a[-_ ]?)?(?:real|secret|secure|used|set)|some[-_ ]|my[-_]|enter[-_ ]|put[-_ ]|add[-_ ])|(?:[-_ ]|goes[-_ ])here\W*$|^(?:foo|bar|baz|qux|quux|foobar|asdf|qwerty|abc|n\/a|na|nil|null|none|undefined|true|false|yes|no|on|off|auto|automatic|required|optional|default|random|generated|string|integer|number|boolean|object|bearer|basic|unset|empty|env|inherit|file|vault)$/i;

/** What everybody knows is not leaked by Git: what documentation and charts set until somebody sets another. */
const publicPasswords = new Set(
  'password passwd passphrase pass pwd secret token key user username admin administrator root guest test testing tester demo dev postgres postgresql mysql mariadb mongo mongodb redis rabbitmq elastic kibana grafana prometheus prom-operator minio minioadmin minio123 harbor vagrant docker kubernetes k8s public private credential credentials login username:password user:password user:pass user:pwd user:passwd admin:admin login:password root:root guest:guest postgres:postgres'.split(
    ' ',
  ),
);

/** SHA-256 of keys that documentation publishes; the keys themselves would set off every other scanner. */
const publishedKeys = new Set([
  // Argo CD: the bcrypt hash of `password`.
  '673f5ff695c19d0aaa2ebed65e22920e1d9a576802d92763fd1fbebe979f7927',
  // Stripe: the test keys of its documentation.
  '2cafc0970149a84f3b9e62eaf169f36f59907a3b3e31f7b82e68c69cd27f7326',
  'f2d6ca16515033e5dce14eba840b979d27b5cbae24bb3e5bf484339667f86397',
  // Azurite: the key of every emulator.
  '0011cc25eb4320717494d2703e8cba85743e71b500283c21c8b88147992f9059',
  // RFC 7617 and its predecessor: `Aladdin`.
  'cf4d418ed3de92d71f767db5391d5a2dacd40e1ce49e75d1137e2ecf4982d844',
  '73f71af093fdf1541b2c376f03436d71d1209d8a181f87d36e53a44b87ac4c4f',
  // Grafana: the key of its defaults.
  'f3c3964ca854e172366f81d8bdb327da487c2f8a15f954b116e28961dd6585c0',
  // kubeadm: the tokens of its documentation.
  'a4b8b245ab28bc4f72dcaa0d9ba9f73d6488fa758a2a5cb55ecb11511f002f80',
  '8dbbf9e18891d23890045ed4e26afd0bcae601b5e3e6cd4f1e4be14585157dbc',
  '3002888f967a7086ab52fcc9e8bbc3e46724c349828ce6c8625b850a7036e876',
]);

const templates =
  /\{\{|\}\}|\{(?!S?SHA|CRYPT|SMD5)[A-Z][A-Z\d_]+\}|^\$\w+\/|\[\[|\.\*|\$\{|\$\(|<%|%>|^<[^>]*>$|‹|^\[[^\]]*\]$|^%[\w-]+%$|^__\w+__$|^@@?[\w.]+@@?$|^\(\([^)]*\)\)$|^#\{|^\{[\w.-]+\}$|^\$\d?[A-Za-z_@*#?!][\w:.@-]*$|^\$env:|^\$[\d@*]$|^\$\$\{|^\$\$[A-Z_]|^\$__|^\(.*\)$|process\.env|os\.environ|getenv/i;

/** Where a value comes from, in the form of the tools that resolve it. */
const references =
  /^(?:op|vault|secret|secretref|ref\+\w+|awssm|awsps|awskms|gcpsm|gcpkms|azkv|keyvault|akv|sops|file|env|k8s|ssm|kv|doppler|infisical|bws|pass|keeper|conjur|tpl|lookup|data|var|local|module|resource)s?(?:\+\w+)?:(?:\/\/)?[\w./#{}$@?=&+:-]+$|^arn:|^projects\/[\w-]+\/secrets\/|^@Microsoft\.KeyVault\(|^ENC\(|^!(?:vault|Ref|Sub|secret|env)|^(?:var|local|data|module|each|random_\w+|aws_\w+|google_\w+|azurerm_\w+)\.[\w.[\]"-]+$/i;

const publicKeys =
  /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-|sk-ssh-|age1[0-9a-z]{20}|-----BEGIN (?:[A-Z0-9]+ )*(?:PUBLIC KEY|CERTIFICATE|CERTIFICATE REQUEST|X509 CRL|DH PARAMETERS)|pk_(?:live|test)_|sb_publishable_)/;

/** What `kubeseal` makes of a value: the length of an RSA key, and then more than that. */
const sealed = /^Ag[A-D][A-Za-z0-9+/]{300,}={0,2}$/;
const digests = /^(?:sha(?:1|224|256|384|512)|md5|blake2b|h1)[-:=]/i;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What SOPS makes of a value. */
export const encrypted = /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]*,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:\w+\]$/;

/** Whether nobody can use a value: it only shows where one goes, or everybody knows it. */
export function isExample(value: string): boolean {
  const text = value.trim();
  return (
    isPlaceholder(text) ||
    publicPasswords.has(text.toLowerCase()) ||
    publishedKeys.has(createHash('sha256').update(text).digest('hex'))
  );
}

/** Whether a value only shows where one goes. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return (
    text === '' ||
    /^[x*.•…_?#0-]+$/i.test(text) ||
    /([x*•]|X)\1{3,}|([._?])\2{5,}/.test(text) ||
    /\.\.\.|…/.test(text) ||
    exampleWords.test(text) ||
    templates.test(text)
  );
}

/** Whether a value says where the secret is, or is encrypted or public, or is no text that anybody would keep secret. */
export function isReference(value: string): boolean {
  const text = value.trim();
  return (
    references.test(text) ||
    publicKeys.test(text) ||
    digests.test(text) ||
    encrypted.test(text) ||
    sealed.test(text) ||
    /^[a-z][a-z0-9+.-]*:\/\/\S*$/i.test(text) ||
    isPath(text) ||
    /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?$/.test(text)
  );
}

/** A path of words, an image or a file with an extension that people know. */
function isPath(text: string): boolean {
  if (/^(?:\.{0,2}|~)(?:\/[\w.@-]+)+\/?$/.test(text))
    return text.length < 40 || !isMixed(text.replaceAll(/[/.-]/g, ''));
  if (/^[A-Z]:\\/.test(text)) return true;
  return /^[\w./-]+\.(?:ya?ml|json|toml|txt|pem|crt|cer|key|pub|env|conf|cfg|ini|sh|ts|js|go|py|md|html?|enc|gpg|sops|htpasswd|jks|p12)$/i.test(
    text,
  );
}

/** Whether a text looks as if a machine had drawn its characters. */
export function isRandom(value: string): boolean {
  const text = value.trim();
  if (
    text.length < 12 ||
    /[\s(){}[\]<>&|;,'"`\\]/.test(text) ||
    isExample(text) ||
    isReference(text) ||
    uuid.test(text)
  )
    return false;
  if (isName(text) || !/[A-Za-z]/.test(text)) return false;
  return isMixed(text) && entropyOf(text) >= (text.length < 20 ? 2.8 : 3);
}

/** Words or versions with separators: `oauth2-proxy`, `grafana.admin_password`, `registry.test/web:1.4.2`. */
export function isName(text: string): boolean {
  const words = text.split(/[-_./:@]+/).filter(word => word !== '');
  return (
    words.length > 1 &&
    words.every(word =>
      /^(?:[a-z]+\d{0,2}[a-z]?|[A-Z]?[a-z]+(?:[A-Z][a-z]+)*\d?|[A-Z]+\d?|v?\d{1,4}[a-z]?|v\d+[a-z]+\d+)$/.test(word),
    )
  );
}

/** Digits among the letters, or capitals where no word begins. */
export function isMixed(text: string): boolean {
  const turns = text.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  const oddCapitals = text.match(/[a-z][A-Z](?![a-z]{2})/g)?.length ?? 0;
  return turns >= 3 || (turns >= 1 && oddCapitals >= 2) || oddCapitals >= 4;
}

/** Bits a character, after Shannon. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
