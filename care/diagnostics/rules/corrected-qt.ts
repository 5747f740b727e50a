// The QT interval corrected for the heart rate. Formulas by name; worked examples in the test.

/** Bazett 1920: QT divided by the square root of the RR interval in seconds. In milliseconds, like `qt`. */
export const bazett = (qt: number, rate: number): number => qt * Math.sqrt(rate / 60);
/** Fridericia 1920: by the cube root. Less wrong at fast and slow rates. */
export const fridericia = (qt: number, rate: number): number => qt * Math.cbrt(rate / 60);
