// Draws the description of the interface. Nothing is loaded or validated elsewhere.
window.addEventListener("DOMContentLoaded", () => {
  SwaggerUIBundle({
    url: "api/v1/openapi.json",
    domNode: document.getElementById("viewer"),
    validatorUrl: null,
    defaultModelsExpandDepth: 0,
    docExpansion: "list",
    tryItOutEnabled: false,
  });
});
