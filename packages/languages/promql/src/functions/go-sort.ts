/** Up to so many elements the servers sort by insertion; their order of equal elements can be told only then. */
const INSERTION_LIMIT = 12;

/** Sorts in place so that `before(a, b)` puts a first. Small arrays keep equal elements exactly as the servers would; larger ones as they are. */
export function goSort<T>(elements: T[], before: (a: T, b: T) => boolean): void {
  if (elements.length > INSERTION_LIMIT) {
    elements.sort((a, b) => Number(before(b, a)) - Number(before(a, b)));
    return;
  }
  for (let i = 1; i < elements.length; i++) {
    for (let j = i; j > 0 && before(elements[j] as T, elements[j - 1] as T); j--) swap(elements, j, j - 1);
  }
}

/** Adds to a binary heap whose root comes before all others. */
export function heapPush<T>(heap: T[], element: T, before: (a: T, b: T) => boolean): void {
  heap.push(element);
  let child = heap.length - 1;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!before(heap[child] as T, heap[parent] as T)) return;
    swap(heap, child, parent);
    child = parent;
  }
}

/** Replaces the root of a binary heap. */
export function heapReplaceRoot<T>(heap: T[], element: T, before: (a: T, b: T) => boolean): void {
  heap[0] = element;
  let parent = 0;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= heap.length) return;
    if (child + 1 < heap.length && before(heap[child + 1] as T, heap[child] as T)) child++;
    if (!before(heap[child] as T, heap[parent] as T)) return;
    swap(heap, child, parent);
    parent = child;
  }
}

function swap<T>(elements: T[], i: number, j: number): void {
  const element = elements[i] as T;
  elements[i] = elements[j] as T;
  elements[j] = element;
}
