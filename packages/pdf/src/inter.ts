/**
 * Where the package `@expo-google-fonts/inter` (SIL Open Font License 1.1), which this one depends on, keeps the two
 * weights documents are set in: module specifiers to resolve and read, since libraries read no files.
 */
export const INTER = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  bold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
} as const;
