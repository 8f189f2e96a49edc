const READERS = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const;

/** What reads the body of a request or a response. */
type BodyReaders = Pick<Response, (typeof READERS)[number]>;

/** Has the methods of a class that read a body read that of another object. To be called once, with the class's prototype. */
export function delegateBody<Self extends BodyReaders>(prototype: Self, bodyOf: (self: Self) => BodyReaders): void {
  for (const name of READERS) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      value(this: Self) {
        return bodyOf(this)[name]();
      },
    });
  }
}
