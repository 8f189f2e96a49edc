/** A set of labels. Names are unique; an empty value is the same as an absent label. */
export type Labels = Readonly<Record<string, string>>;
