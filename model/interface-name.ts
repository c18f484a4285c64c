/** Linux `dev_valid_name`: at most IFNAMSIZ − 1 = 15 bytes without `/`, `:` or blanks. */
export function isInterfaceName(text: string): boolean {
  return /^[!-~]{1,15}$/.test(text) && !/[/:]/.test(text) && text !== '.' && text !== '..';
}
