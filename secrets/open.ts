import { isPlaceholder, isReference } from './examples';

/** Keys of a Secret that are not secret: where something is, of what type, and certificates. */
const openKeys =
  /^(?:type|kind|apiVersion|url|name|project|server|host|hostname|port|region|bucket|endpoint|namespace|email|enableOCI|enableLfs|insecure|forceHttpBasicAuth|proxy|ca\.crt|tls\.crt|ca\.pem|cert\.pem|ca-bundle\.crt|ca-certificates\.crt|username|user|database|dbname|POSTGRES_(?:USER|DB|HOST|PORT)|MYSQL_(?:USER|DATABASE|HOST)|usage-bootstrap-.*|auth-extra-groups|description|expiration|githubAppID|githubAppInstallationID)$/;

/** Whether an entry of a Secret, decoded, tells nothing that anybody has to hide. */
export function isOpen(key: string, text: string): boolean {
  const trimmed = text.trim();
  if (/^[{}[\]\s]*$/.test(trimmed) || /^<[^>]+>$/.test(trimmed) || isPublicText(trimmed)) return true;
  if (openKeys.test(key)) return !/\/\/[^/\s]*:[^/\s]*@/.test(trimmed);
  return isPlaceholder(trimmed);
}

/** What is public, or where something is: nothing that anybody had to hide, unless a URL has a password. */
const isPublicText = (text: string) => isReference(text) && !/^\S*:\/\/\S*[@?]/.test(text);
