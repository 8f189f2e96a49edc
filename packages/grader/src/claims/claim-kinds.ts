import type { AnswerType } from '@o11y-bench/contracts';
import type { ClaimKind } from './claim-kind.ts';
import { mappingClaim } from './mapping-claim.ts';
import { entityClaim, setClaim } from './name-claims.ts';
import { numberClaim } from './number-claim.ts';
import { orderClaim } from './order-claim.ts';
import { timeClaim, windowClaim } from './time-claims.ts';
import { traceClaim } from './trace-claim.ts';
import { booleanClaim, choiceClaim, textClaim } from './word-claims.ts';

/** How each type of field is judged. */
export const claimKinds: Readonly<Record<AnswerType, ClaimKind<unknown>>> = {
  number: numberClaim,
  entity: entityClaim,
  set: setClaim,
  order: orderClaim,
  mapping: mappingClaim,
  choice: choiceClaim,
  boolean: booleanClaim,
  time: timeClaim,
  window: windowClaim,
  trace: traceClaim,
  text: textClaim,
};
