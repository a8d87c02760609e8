// Parts of the kit that come without types.
declare module 'bpmn-js-color-picker';
declare module 'bpmn-js/lib/Modeler';
declare module 'bpmn-js/lib/NavigatedViewer';
declare module 'diagram-js/lib/features/search/search';
declare module '*.css';
