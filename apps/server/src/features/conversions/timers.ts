/** Takes a conversion off when its link has expired. */
export const CONVERSION_TIMER = 'conversion.expiry';
