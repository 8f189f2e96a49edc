export * from './null-driver.ts';
