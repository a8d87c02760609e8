// The kit comes without types; what we use of it is written down in kit.ts.
declare module 'dmn-js/lib/Modeler';
