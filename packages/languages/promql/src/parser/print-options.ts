/** How names are printed. */
export interface PrintOptions {
  /** Leave names of Unicode letters and dots without quotes, as a server does that reads them so. Default false. */
  readonly unquotedUtf8Names?: boolean;
}
