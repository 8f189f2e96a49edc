/**
 * A web class to derive from without the work of its constructor. What such an object does not have itself it has from the web's own, which
 * `standIn` reads.
 */
export function unbuilt<Web extends object>(web: { readonly prototype: Web }): new () => Web {
  function Unbuilt(): void {}
  Unbuilt.prototype = web.prototype;
  return Unbuilt as unknown as new () => Web;
}

/**
 * Has every property and method of a web class that a class derived from it does not define read from the object that `builtOf` builds. To be
 * called once, in the class's static block.
 */
export function standIn<Web extends object, Self extends Web>(
  self: { readonly prototype: Self },
  web: { readonly prototype: Web },
  builtOf: (self: Self) => Web,
): void {
  for (const name of Object.getOwnPropertyNames(web.prototype)) {
    if (Object.hasOwn(self.prototype, name)) continue;
    Object.defineProperty(self.prototype, name, {
      configurable: true,
      get(this: Self): unknown {
        const built = builtOf(this);
        const value: unknown = Reflect.get(built, name);
        return typeof value === 'function' ? value.bind(built) : value;
      },
    });
  }
}
