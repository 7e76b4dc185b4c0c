import 'react';

declare module 'react' {
  interface CSSProperties {
    /** The variables that components set for their style sheets. */
    [name: `--${string}`]: string | number | undefined;
  }
}
