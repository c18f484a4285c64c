/**
 * Whether a text is a branch, tag or commit: the rules of `git check-ref-format`, and of its characters only those that
 * mean nothing to a shell.
 */
export function isGitRevision(text: string): boolean {
  return (
    /^[A-Za-z0-9_][A-Za-z0-9._/+@=-]*$/.test(text) &&
    text.length <= 255 &&
    !/\.\.|@\{|\/\/|\/\.|[./]$/.test(text) &&
    !text.split('/').some(part => part.endsWith('.lock'))
  );
}
