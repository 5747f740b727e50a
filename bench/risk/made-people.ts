// People with complete and incomplete values, as the models meet them in a county.
import { random } from '#apps/county/random.ts';
import type { InputValues } from '#foundation/knowledge/rules/values.ts';

/** Shares of what is unknown are ours: a third lacks laboratory values, a tenth a blood pressure. */
export function makePeople(count: number, seed: number): InputValues[] {
  const draw = random(seed, 'risk');
  return Array.from({ length: count }, (): InputValues => {
    const age = 20 + draw.below(70);
    const tested = !draw.chance(1 / 3);
    const measured = !draw.chance(0.1);
    return {
      age,
      sex: draw.chance(0.5) ? 'male' : 'female',
      region: 'south',
      smoker: draw.chance(0.25),
      diabetes: draw.chance(0.1),
      ascvd: draw.chance(0.05),
      stroke: draw.chance(0.03),
      tia: false,
      hypertension: draw.chance(0.3),
      antihypertensive: draw.chance(0.2),
      atrialFibrillation: draw.chance(0.02),
      diabetesRelative: draw.chance(0.15),
      ascvdRelative: draw.chance(0.15),
      strokeRelative: draw.chance(0.1),
      exercises: draw.chance(0.5),
      ...(measured && {
        systolic: 95 + draw.below(90),
        diastolic: 60 + draw.below(50),
        bmi: 17 + draw.below(180) / 10,
        waist: 60 + draw.below(50),
      }),
      ...(tested
        ? {
            totalCholesterol: 3 + draw.below(40) / 10,
            hdl: 0.8 + draw.below(12) / 10,
            lipids: draw.chance(0.3) ? 'abnormal' : 'normal',
            creatinine: 45 + draw.below(120),
            ast: 15 + draw.below(60),
            alt: 12 + draw.below(60),
            platelets: 120 + draw.below(200),
          }
        : { lipids: 'untested' }),
    };
  });
}
