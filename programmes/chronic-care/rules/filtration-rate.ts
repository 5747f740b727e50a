// Estimated glomerular filtration rate by CKD-EPI 2021 (creatinine), mL/min/1.73 m2, to one decimal.
// Source: Inker LA et al., N Engl J Med 2021;385:1737; checked against five published pairs, and against the instrument `ckd-epi-2021` of the knowledge base, in the test.
// Beside the instrument so that the rules need no content handed in.

const micromolesPerMilligram = 88.4;

/** Creatinine in µmol/L, age in whole years. */
export function filtrationRate(creatinine: number, age: number, sex: 'male' | 'female'): number {
  const [kappa, alpha, factor] = sex === 'female' ? [0.7, -0.241, 1.012] : [0.9, -0.302, 1];
  const ratio = creatinine / micromolesPerMilligram / kappa;
  const rate = 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** age * factor;
  return Math.round(rate * 10) / 10;
}
