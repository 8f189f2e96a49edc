/** The samples of a window in ascending order, kept while the window moves forward. */
export interface SlidingOrder {
  /** Moves to the samples [from, to); returns those that are not NaN in order. */
  moveTo(from: number, to: number): Float64Array;
}

/** Starts with an empty window at the beginning of the values. */
export function slidingOrder(values: Float64Array): SlidingOrder {
  const sorted = new Float64Array(values.length);
  let size = 0;
  let from = 0;
  let to = 0;

  function rebuild(): void {
    size = 0;
    for (let i = from; i < to; i++) {
      const value = values[i] as number;
      if (value === value) sorted[size++] = value;
    }
    sorted.subarray(0, size).sort();
  }

  function insert(value: number): void {
    if (value !== value) return;
    const place = placeOf(sorted, size, value);
    sorted.copyWithin(place + 1, place, size++);
    sorted[place] = value;
  }

  function remove(value: number): void {
    if (value !== value) return;
    const place = placeOf(sorted, size, value);
    sorted.copyWithin(place, place + 1, size--);
  }

  return {
    moveTo(newFrom, newTo) {
      const moves = newFrom - from + (newTo - to);
      if (newFrom >= to || moves > (newTo - newFrom) >> 2) {
        from = newFrom;
        to = newTo;
        rebuild();
      } else {
        while (from < newFrom) remove(values[from++] as number);
        while (to < newTo) insert(values[to++] as number);
      }
      return sorted.subarray(0, size);
    },
  };
}

/** Index of the first of the sorted values that is not less than `value`. */
function placeOf(sorted: Float64Array, size: number, value: number): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
