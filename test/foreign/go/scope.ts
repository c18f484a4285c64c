import type { Value } from './values';

/** Variables of a block, and of those around it. */
export class Scope {
  private readonly variables = new Map<string, Value>();
  constructor(private readonly outer?: Scope) {}
  find(name: string): Value | undefined {
    return this.variables.has(name) ? this.variables.get(name) : this.outer?.find(name);
  }
  declare(name: string, value: Value): void {
    if (name !== '_') this.variables.set(name, value);
  }
  assign(name: string, value: Value): boolean {
    if (!this.variables.has(name)) return this.outer?.assign(name, value) ?? false;
    this.variables.set(name, value);
    return true;
  }
}
